/** What the store's page says. */
export const words = {
  title: 'Orders',
  notStore: 'This account is a courier’s.',
  toCourier: 'Open the courier’s page',

  which: 'Which orders',
  open: 'Open',
  all: 'All',
  search: 'Search',
  searchHint: 'Number, name …',
  showMore: 'Show more',
  found: { one: '{count} order', other: '{count} orders' },
  foundMore: 'the first {count}',

  noneOpen: 'Nothing is open',
  noneOpenText: 'New orders appear here by themselves.',
  noneAll: 'No orders yet',
  noneFound: 'Nothing matches “{query}”',
  clear: 'Clear the search',

  forPerson: 'for {name}',
  goesWith: '{courier} {vehicle}',
  noCourier: 'No courier yet',
  addressUnknown: 'The address could not be found on the map. Dispatch corrects it.',
  goesOutAt: 'Goes out at {time}',
  contents: 'What is in it',
  total: 'Together',
  noContents: 'Only its delivery is known here.',

  share: 'Customer’s link',
  linkCopied: 'The link of {number} is copied',
  cancelOrder: 'Cancel',
  cancelling: '{number} will be cancelled in 10 s',
  cancelled: '{number} is cancelled',
} as const;
