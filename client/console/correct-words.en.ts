/** How the dispatcher puts a promise, a shift or an address right. */
export const words = {
  correct: 'Correct …',
  promiseInstead: 'Promise {to} instead of {from}',
  promiseTold: '{customer} and {store} are told: by {to} instead of {from}.',
  promiseNow: 'Move the promise',
  promisedBy: 'Promised by',
  tellAfter: 'The customer and the store are told at once.',

  workUntil: '{courier} until {until}',
  workLonger: 'Let {courier} work until {until}',
  couldCome: 'Off duty, able to take it:',
  nobodyAtHome: 'Nobody who is off duty could take it.',
  planUntil: 'Plan until {until}',
  planShift: 'Plan a shift for {courier} until {until}',
  plannedUntil: 'planned until {until}, not here yet',
  afterPromise: '{minutes} min after its promise',

  planning: 'Planning anew …',
  nowWith: '{number} goes to {courier}',
  stillNobody: 'Nobody has {number} yet: see what helps now.',

  address: 'Address',
  addressHint: 'Street and number',
  moveDoor: 'Look it up',
  showOnMap: 'Show it on the map',
  aim: 'Move the map until the pin stands at the door of {number}, {address}.',
  outsideZone: 'Here it is outside {zone}.',
  doorHere: 'The door is here',
} as const;
