// Lets the phone show a kind page when it has no connection.
"use strict";
navigator.serviceWorker?.register("/sw.js");
