import{a,b}from"./part-NGCIY27Z.js";import"./part-RKHYLQ27.js";import"./part-4CK6THTP.js";import"./part-Z4VHTOY4.js";export{a as Consents,b as OpenConsentsNotice};
