import{a,b}from"./part-G4UII52T.js";import"./part-UY4BTELV.js";import"./part-KSI5K4CI.js";import"./part-KXA3UQOU.js";import"./part-VRPGTCOM.js";export{a as ViewAs,b as ViewAsLink};
