import{a,b}from"./part-3DEGL2Q5.js";import"./part-UY4BTELV.js";import"./part-NRYV4BJK.js";import"./part-QRDQVSAV.js";import"./part-JXE6MJYZ.js";export{a as ViewAs,b as ViewAsLink};
