import{a,b}from"./part-CVESNTMV.js";import"./part-UY4BTELV.js";import"./part-CRZF6PV7.js";import"./part-OUGQM7U7.js";import"./part-GBOXUWNI.js";export{a as ViewAs,b as ViewAsLink};
