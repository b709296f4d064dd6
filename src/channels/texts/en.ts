import type { Texts } from './texts.ts';

/** The frame in English; quotes stay in the language in which they were published. */
export const english: Texts = {
  omission: '[…]',
  whole: 'Show the whole answer',
  questions: 'Questions in the interview',
  restOfAnswer: 'The whole answer:',
  menus: {
    typed: { next: 'Send a number to go on:', offers: 'You can ask (send a number):' },
    marked: {
      next: 'Send # and a number to go on (such as #1):',
      offers: 'You can ask (send # and a number, such as #1):',
    },
    reply: {
      next: 'Reply to this message with a number to go on:',
      offers: 'You can ask (reply to this message with a number):',
    },
  },
  offersLead: 'You can ask:',
  othersLead: 'You can also ask:',
  alongsideLead: 'Another published interview answers this too:',
  choicesLead: 'Did you mean one of these?',
  unknown: 'The published interviews do not answer this question.',
  courtesy: {
    greeting: 'Hello! Send your question and I will quote the answer from the published interview, word for word.',
    thanks: 'Thank you. Ask again whenever you like.',
    goodbye: 'Goodbye!',
  },
  help: [
    'Ask in your own words, with or without Vietnamese accents. I quote the passage of a published interview that answers, word for word, and say so when none does.',
    'Commands: /cauhoi – questions that are answered; /nguon – who answered and where it was published; /kiemtra CODE – check a quote; /riengtu – what is kept; /xoadulieu – delete what is kept about you.',
  ].join('\n\n'),
  aboutLead: 'Sources:',
  automatic:
    'This is an automatic bot: it only quotes published interviews word for word; it gives no advice and writes no answers.',
  privacy: [
    'Your message is erased as soon as it has been answered. One that could not be answered because of a fault is kept a few days for the operator to look at, then erased as well.',
    'Kept: message ids (48 hours, so that nothing is answered twice), the answer quoted last (24 hours at most, to understand a follow-up) and your votes (one year).',
    'Send /xoadulieu to delete everything kept about you.',
  ].join('\n'),
  forgotten: 'Everything kept about you has been deleted.',
  unsupported: 'I can only read questions written as text.',
  slowDown: 'You are writing a little fast. Please wait a minute before asking again.',
  failed: 'Sorry, something broke while this question was being answered. Please ask again in a few minutes.',
  citationFound: 'This quote is genuine. It reads, word for word:',
  question: (question) => `Question: ${question}`,
  attribution: ({ interview, turn: { speaker } }) =>
    `— ${speaker.honorific} ${speaker.name}, ${speaker.title} (title at the time), ${interview.outlet}${
      interview.published ? `, ${interview.published}` : ''
    }`,
  code: (code) => `Citation code: ${code}`,
  leanedOn: (question) => `(Read as a follow-up to “${question}”)`,
  welcome: (interviews) =>
    [
      `Hello! ${english.automatic}`,
      interviews.length === 1 && interviews[0]
        ? `There is an interview with ${interviews[0].speaker.honorific} ${interviews[0].speaker.name} in ${interviews[0].outlet}.`
        : `There are ${interviews.length} interviews.`,
      'Send your question in Vietnamese, with or without accents.',
    ].join('\n'),
  source: (interview) =>
    [
      `• “${interview.title}”`,
      `${interview.speaker.honorific} ${interview.speaker.name}, ${interview.speaker.title}`,
      `${interview.outlet}${interview.published ? `, ${interview.published}` : ''}${interview.url ? ` – ${interview.url}` : ''}`,
    ].join('\n'),
  questionsLead: (shown, total) =>
    total === 0
      ? 'No answer may be quoted at present.'
      : total > shown
        ? `${shown} of ${total} questions that are answered:`
        : 'Questions that are answered:',
  andMore: (count) => `… and ${count} more.`,
  citationMissing: (code, interviews) =>
    interviews.length > 0
      ? `No quote in “${interviews[0]?.title}” has the code ${code}. The text that came with it may have been altered.`
      : `The code ${code} belongs to no quote here: the text did not come from this bot, or the code was mistyped.`,
  standing: (standing) => {
    switch (standing.kind) {
      case 'current':
        return '';
      case 'corrected':
        return `Corrected on ${standing.date}: ${standing.what}${standing.by ? ` (${standing.by})` : ''}`;
      case 'withdrawn':
        return `This answer was withdrawn on ${standing.date}${standing.reason ? `: ${standing.reason}` : '.'}`;
      case 'superseded':
        return `This answer was replaced${standing.date ? ` on ${standing.date}` : ''}.`;
      case 'expired':
        return `This answer was valid until ${standing.date}.`;
    }
  },
  replacement: ({ interview, turn: { speaker, question } }) =>
    `See instead what ${speaker.honorific} ${speaker.name} answered (${interview.outlet}${
      interview.published ? `, ${interview.published}` : ''
    }) to the question: “${question}”`,
  unprompted: (isOn) =>
    isOn
      ? 'On: in this group I will answer by myself when I am very sure. Send /tudong tat to turn it off.'
      : 'Off: in this group I answer only when I am addressed.',
  administratorsOnly: 'Only administrators of this group can change this setting.',
  cannotReadGroup:
    'Note: I cannot read the messages of this group yet. Make me an administrator, or turn privacy mode off at @BotFather (/setprivacy) and add me to the group again.',
  presses: {
    thanks: 'Thank you for the feedback.',
    votedBefore: 'You have given feedback on this answer already.',
    notYours: 'Only the person who asked can give feedback on this answer.',
    gone: 'This button is out of date. Please type your question again.',
    failed: 'That did not work. Please press again in a few minutes.',
  },
  openChat: 'Ask more',
  nothingFound: 'No answer. See the questions that are answered',
  commands: {
    start: 'Begin',
    help: 'How to ask',
    hoi: 'Ask a question',
    cauhoi: 'Questions that are answered',
    nguon: 'Who answered, where and when it was published',
    kiemtra: 'Check a quote by its code',
    riengtu: 'What is kept about you',
    xoadulieu: 'Delete what is kept about you',
    tudong: 'Answer unasked when sure (/tudong off to stop)',
  },
  profile: {
    name: 'Word for Word',
    description:
      'Ask in Vietnamese, with or without accents. The bot quotes the answer from published interviews word for word, with the name and title of who answered and the paper; when no interview answers, it says so.\n\nThis is an automatic bot: it only quotes published interviews; it gives no advice and writes no answers.',
    shortDescription: 'Automatic bot: quotes published interviews word for word.',
  },
};
