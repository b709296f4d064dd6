import { rememberFor } from '../core/remember-for.ts';
import type { Reply } from '../core/reply.ts';

/** What a reply's words depend on besides the reply: its reader's language and the like. */
type Form = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Makes `write`, which must be pure, remember what it wrote of each reply in each form. A question asked again gets the
 * very same reply, whose words need not be put together again; what was written goes when the reply is forgotten.
 */
export function rememberWritten<In extends Form, Written>(
  write: (reply: Reply, form: In) => Written,
): (reply: Reply, form: In) => Written {
  const formsOf = rememberFor((_reply: Reply) => new Map<string, Written>());
  return (reply, form) => {
    const forms = formsOf(reply);
    const key = Object.values(form).join('\n');
    const known = forms.get(key);
    if (known !== undefined) return known;
    const written = write(reply, form);
    forms.set(key, written);
    return written;
  };
}
