import{a,b}from"./part-3LGANRZA.js";import"./part-UY4BTELV.js";import"./part-JG45QYJK.js";import"./part-RM3MPFY7.js";import"./part-P4SWHGWI.js";export{a as ViewAs,b as ViewAsLink};
