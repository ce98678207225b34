import{a,b}from"./part-AGAC5JYL.js";import"./part-UY4BTELV.js";import"./part-UYUOAH22.js";import"./part-YCZ6IQ4Z.js";import"./part-XLTMOYD3.js";export{a as ViewAs,b as ViewAsLink};
