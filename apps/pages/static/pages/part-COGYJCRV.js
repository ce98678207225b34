import{a,b}from"./part-F7NW2RRS.js";import"./part-UY4BTELV.js";import"./part-5P3MMQQH.js";import"./part-YHXU4PUY.js";import"./part-BL56FS6H.js";export{a as ViewAs,b as ViewAsLink};
