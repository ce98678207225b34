import{a,b}from"./part-XGQVE5WH.js";import"./part-DVXBPRCR.js";import"./part-LMBY3PMR.js";import"./part-Z5NLRQE6.js";export{a as ViewAs,b as ViewAsLink};
