import{a,b}from"./part-UOPGCGYJ.js";import"./part-UY4BTELV.js";import"./part-RT45WUQY.js";import"./part-VOFZJWLN.js";import"./part-MCGWG6FT.js";export{a as ViewAs,b as ViewAsLink};
