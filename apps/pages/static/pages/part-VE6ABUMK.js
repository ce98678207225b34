import{a,b}from"./part-6PB5XKKR.js";import"./part-UY4BTELV.js";import"./part-RTR7EHSA.js";import"./part-SAIIXZ3P.js";import"./part-LYUJN63T.js";export{a as ViewAs,b as ViewAsLink};
