import{a,b}from"./part-MJGFU7RQ.js";import"./part-T3TGNB7Y.js";import"./part-7KYDIIAY.js";import"./part-AN4GOS7P.js";import"./part-W5KU2AS5.js";export{a as Consents,b as OpenConsentsNotice};
