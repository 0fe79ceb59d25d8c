// The pages that are rendered: the brand's list of 25 campaigns as the product hands it to its templates, for two labels
// in their own languages; other names, sums and states each time.
const STATES = ['draft', 'submitted', 'approved', 'funded', 'live', 'paused', 'completed', 'cancelled'];
const WORDS = ['Spring & Summer', 'Harbour', '“Long Table”', 'First Light', "Winter's Stock", 'Home <again>'];
const NAV = ['home', 'campaign', 'compass', 'list', 'message', 'wallet', 'users', 'settings'];
const ROWS = 25;

const id = (number) => `0198f2a0-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** What the page's controller and the frame around it answer, in the look's language. */
export function pageData(look, index) {
  const org = `/o/${id(index)}`;
  const currency = look.currency;
  return {
    data: {
      data: Array.from({ length: ROWS }, (_, row) => ({
        id: id(index * ROWS + row),
        name: `${WORDS[(index + row) % WORDS.length]} ${index * ROWS + row}`,
        state: STATES[(index + row) % STATES.length],
        currency,
        budgetMinor: 1_000_000 + index * 7919 + row * 104_729,
        spentMinor: index * 6133 + row * 10_007,
        collaborations: (index * 31 + row * 17) % 1_300,
      })),
      next: id(index + 1),
      state: index % 3 === 0 ? 'live' : null,
      q: null,
    },
    chrome: {
      nav: NAV.map((icon, at) => ({
        label: look.text(
          `nav.${['home', 'campaigns', 'discover', 'lists', 'messages', 'money', 'members', 'settings'][at]}`,
        ),
        path: `${org}/${icon}`,
        icon,
        ...(at === 1 ? { current: true } : {}),
        ...(at === 4 && index % 2 === 0 ? { count: (index % 9) + 1 } : {}),
      })),
      user: { name: `Ada ${WORDS[index % WORDS.length]}`, role: look.text('people.roles.member.admin') },
      accountPath: '/account',
      signOutPath: '/sign-out',
      org: {
        id: id(index),
        name: `Brand & Sons ${index}`,
        others: [{ name: 'Another', path: `/o/${id(index + 7)}` }],
      },
      portal: 'brand',
    },
    form: { key: id(index * 3), values: undefined, errors: undefined },
    page: { path: `${org}/campaigns`, query: {} },
  };
}
