const ONSETS = 'b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|';
const RIMES =
  'a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|em|en|eng|eo|ep|et|eu|ech|enh|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|' +
  'im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oap|oat|oay|oao|oc|oe|oen|oeo|oet|oi|om|on|ong|op|ot|ooc|oong|' +
  'u|ua|uan|uat|uay|uang|uac|ue|ueo|uech|uenh|uc|ui|um|un|ung|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|' +
  'uyen|uyet|uynh|uyt|uyu|uyn|uo|y|ye|yem|yen|yet|yeu|yeng|uau|oau';
const SYLLABLE = new RegExp(`^(?:${ONSETS})(?:${RIMES})$`, 'u');

/** Whether a folded word could be a Vietnamese syllable by its sounds, known or not. */
export function isSyllable(folded: string): boolean {
  return folded.length <= 7 && SYLLABLE.test(folded);
}
