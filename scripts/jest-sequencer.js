import Sequencer from '@jest/test-sequencer';

/**
 * Long files first, so that no worker idles at the end of a run: what a cache remembers of earlier runs, and in a fresh
 * clone, which remembers nothing, the kinds of test in the order of what they start (a browser, servers to kill, the
 * whole product, a lib).
 */
const KINDS = ['/test/browser/', '/test/faults/', '/test/', '/libs/'];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const known = super.sort(tests);
    if (known.some((test) => test.duration !== undefined)) return known;
    const rank = ({ path }) => KINDS.findIndex((part) => path.includes(part));
    return [...known].sort((one, other) => rank(one) - rank(other));
  }
}
