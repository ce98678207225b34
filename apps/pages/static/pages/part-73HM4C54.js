import{a,b}from"./part-E6WJDPPI.js";import"./part-UY4BTELV.js";import"./part-GRSXXWJA.js";import"./part-BEAZOTNS.js";import"./part-3IP2PXEM.js";export{a as ViewAs,b as ViewAsLink};
