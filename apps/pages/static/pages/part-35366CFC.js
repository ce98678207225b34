import{a,b}from"./part-A6BMIRYF.js";import"./part-XB2UJNMH.js";import"./part-F2Z2ZGG2.js";import"./part-CPLSHFOC.js";export{a as ViewAs,b as ViewAsLink};
