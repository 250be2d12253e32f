// Brings a draft over from the page for looking back (reflect.js): out of the tab's storage at once, into the field, and nowhere else.
(() => {
  'use strict';
  let draft = null;
  try {
    draft = sessionStorage.getItem('draft');
    sessionStorage.removeItem('draft');
  } catch { return; }   // switched off: nothing was carried
  const field = document.getElementById('words');
  if (!draft || !field || field.value.includes(draft)) return;
  field.value = field.value ? `${field.value}\n\n${draft}` : draft;
  document.getElementById('carried').hidden = false;
  // Whatever reads along while somebody types reads this too, once it is there.
  addEventListener('DOMContentLoaded', () => field.dispatchEvent(new Event('input', { bubbles: true })));
})();
