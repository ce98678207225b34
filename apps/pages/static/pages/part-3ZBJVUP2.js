import{a,b}from"./part-WFFN7KLS.js";import"./part-CQY56J7U.js";import"./part-ZUQTSNEB.js";import"./part-BJC656MG.js";export{a as Consents,b as OpenConsentsNotice};
