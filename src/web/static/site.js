// Everything here works without this file too. It makes leaving leave less behind.
(() => {
  'use strict';

  const link = document.getElementById('leave');
  const within = 5000;   // ms for three presses of Shift
  const patience = 1200; // ms for our server to answer /leave, which also asks the browser to forget

  const leave = (event) => {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = '';
    for (const field of document.querySelectorAll('textarea, input:not([type=hidden])')) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
      else field.value = '';
    }
    // What somebody chose to keep in this browser (reflect.js) goes at once; /leave asks the browser for the same.
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* switched off: nothing was kept */ }
    // replace(): the page one leaves is not behind the Back button.
    location.replace('/leave');
    setTimeout(() => location.replace(link && link.dataset.to || 'about:blank'), patience);
  };

  for (const anchor of document.querySelectorAll('a[href="/leave"]')) anchor.addEventListener('click', leave);

  let presses = [];
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift') { presses = []; return; }   // Shift and a letter is writing
    if (event.repeat) return;
    presses = presses.filter((then) => event.timeStamp - then < within);
    presses.push(event.timeStamp);
    if (presses.length >= 3) leave();
  });

  // What a form says that comes back is read out, and is where the keyboard goes on.
  const again = document.querySelector('.faults[tabindex], .look[tabindex]');
  if (again) again.focus({ preventScroll: false });

  // A page for one person is not to be had again by going back to it.
  if (document.body.classList.contains('private')) {
    addEventListener('pagehide', (event) => {
      if (event.persisted) document.body.replaceChildren();
    });
    addEventListener('pageshow', (event) => {
      if (!event.persisted) return;
      if (location.pathname.startsWith('/desk')) location.reload();
      else location.replace('/p');
    });
  }
})();
