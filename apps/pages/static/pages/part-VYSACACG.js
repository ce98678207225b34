import{a,b}from"./part-5X4SK3KD.js";import"./part-DPABEXFW.js";import"./part-S5Z6QII3.js";import"./part-G2BV5TKZ.js";import"./part-XLTMOYD3.js";export{a as Consents,b as OpenConsentsNotice};
