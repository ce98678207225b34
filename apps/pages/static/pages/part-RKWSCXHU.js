import{a,b}from"./part-6SHZV67C.js";import"./part-5TC77BXT.js";import"./part-4P2WELC6.js";import"./part-SZXSLSLN.js";export{a as Consents,b as OpenConsentsNotice};
