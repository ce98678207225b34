import{a,b}from"./part-BTYK6HQG.js";import"./part-62F4Z6VE.js";import"./part-IDFYB3B7.js";import"./part-SJWVXDEP.js";export{a as Consents,b as OpenConsentsNotice};
