import{a,b}from"./part-FR2T6LKV.js";import"./part-BBWP35WG.js";import"./part-MLQSFCXC.js";import"./part-XRWJYKNH.js";import"./part-JXE6MJYZ.js";export{a as Consents,b as OpenConsentsNotice};
