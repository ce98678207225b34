import{a,b}from"./part-HBEZ5JG3.js";import"./part-UY4BTELV.js";import"./part-G2B24F5L.js";import"./part-A46TB2RW.js";import"./part-3P5FXIB7.js";export{a as ViewAs,b as ViewAsLink};
