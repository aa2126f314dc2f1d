import { anonymous, bucket, check, fresh, recorded, user } from 'seclab/check';

const ana = user('ana');
const greetings = bucket('lab-greetings');

export const whoAmI = check({
  recorded: [
    recorded('the root user asked who it is', { call: 'sts:GetCallerIdentity', by: 'root', outcome: 'done' }),
    recorded('the user ana asked who she is', { call: 'sts:GetCallerIdentity', by: 'user', caller: 'ana', outcome: 'done' }),
    recorded('a session of the role reader asked who it is', {
      call: 'sts:GetCallerIdentity',
      by: 'session',
      caller: 'reader',
      outcome: 'done',
    }),
  ],
});

export const denial = check({
  recorded: recorded('Ana was refused the object hello.txt', {
    call: 's3:GetObject',
    by: 'user',
    caller: 'ana',
    resource: 'lab-greetings/hello.txt',
    outcome: 'denied',
    why: 'A denial is best read once in peace, before one is in the way.',
  }),
  answered: 'denial',
});

export const oneDoor = check({
  allowed: [ana.does('s3:GetObject', greetings.object('hello.txt')).because('Ana can read hello.txt: that is the one door.')],
  exactly: ana
    .among('s3')
    .may({ 's3:GetObject': 'lab-greetings/hello.txt' })
    .because('Ana shall only read hello.txt: not the diary beside it, and she shall write nothing.'),
  refused: [
    ana.does('s3:GetObject', greetings.object('diary.txt')).because('The diary is not for Ana.'),
    ana
      .does('s3:GetObject', greetings.object(fresh.name('letter')))
      .because('The door would open for objects of tomorrow, like the diary of today.'),
    fresh
      .user()
      .does('s3:GetObject', greetings.object('hello.txt'))
      .because('The door is for Ana. Here somebody else of the account can use it too.'),
    fresh
      .outsider()
      .does('s3:GetObject', greetings.object('hello.txt'))
      .because('The door is for Ana. Here somebody else, from another account, can use it too.'),
    anonymous
      .does('s3:GetObject', greetings.object('hello.txt'))
      .because('The door is for Ana. Here somebody else, without any name, can use it too.'),
  ],
});
