import{a,b}from"./part-5DUPD7YG.js";import"./part-UY4BTELV.js";import"./part-K2PTVIDS.js";import"./part-SHNI5ZDI.js";import"./part-GQ4C3XAI.js";export{a as ViewAs,b as ViewAsLink};
