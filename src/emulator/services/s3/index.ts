import * as sdk from '@aws-sdk/client-s3';

import type { Service } from '../contract.ts';
import { getBucketAcl, getObjectAcl, putBucketAcl, putObjectAcl } from './acl.ts';
import { deleteBucketPolicy, getBucketPolicy, getBucketPolicyStatus, putBucketPolicy } from './bucket-policy.ts';
import { getBucketEncryption, getBucketLocation, getBucketOwnershipControls, getBucketVersioning } from './bucket-settings.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createBucket } from './create-bucket.ts';
import { deleteBucket } from './delete-bucket.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { getObject, headObject } from './get-object.ts';
import { headBucket } from './head-bucket.ts';
import { listBuckets } from './list-buckets.ts';
import { listObjects, listObjectsV2 } from './list-objects.ts';
import { abortMultipartUpload, createMultipartUpload, listMultipartUploads, listParts, uploadPart } from './multipart-upload.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import { factsOf } from './policy-in-force.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './public-access-block.ts';
import { putObject } from './put-object.ts';
import { uploadPartCopy } from './upload-part-copy.ts';

/** Amazon S3: general-purpose buckets, unversioned, with the bucket owner enforced. */
export const s3 = {
  name: 's3',
  sdk,
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteBucketPolicy: deleteBucketPolicy,
    DeleteBucketTagging: deleteBucketTagging,
    DeleteObject: deleteObject,
    DeleteObjectTagging: deleteObjectTagging,
    DeleteObjects: deleteObjects,
    DeletePublicAccessBlock: deletePublicAccessBlock,
    GetBucketAcl: getBucketAcl,
    GetBucketEncryption: getBucketEncryption,
    GetBucketLocation: getBucketLocation,
    GetBucketOwnershipControls: getBucketOwnershipControls,
    GetBucketPolicy: getBucketPolicy,
    GetBucketPolicyStatus: getBucketPolicyStatus,
    GetBucketTagging: getBucketTagging,
    GetBucketVersioning: getBucketVersioning,
    GetObject: getObject,
    GetObjectAcl: getObjectAcl,
    GetObjectTagging: getObjectTagging,
    GetPublicAccessBlock: getPublicAccessBlock,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListMultipartUploads: listMultipartUploads,
    ListObjects: listObjects,
    ListObjectsV2: listObjectsV2,
    ListParts: listParts,
    PutBucketAcl: putBucketAcl,
    PutBucketPolicy: putBucketPolicy,
    PutBucketTagging: putBucketTagging,
    PutObject: putObject,
    PutObjectAcl: putObjectAcl,
    PutObjectTagging: putObjectTagging,
    PutPublicAccessBlock: putPublicAccessBlock,
    UploadPart: uploadPart,
    UploadPartCopy: uploadPartCopy,
  },
  resource: factsOf,
} satisfies Service;
