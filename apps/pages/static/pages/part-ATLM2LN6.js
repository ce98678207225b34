import{a,b}from"./part-KTMLHLLI.js";import"./part-OAE62C6W.js";import"./part-MNKXWBTX.js";import"./part-4HNFNUNX.js";import"./part-HLTYPTNK.js";export{a as Consents,b as OpenConsentsNotice};
