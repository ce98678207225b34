import{h as a,i as b}from"./part-WWNZSPIV.js";import"./part-ROMXAHNQ.js";export{a as bookOf,b as marksLeft};
