import{a,b}from"./part-CN72ADDR.js";import"./part-UY4BTELV.js";import"./part-DSPSYFKT.js";import"./part-EF7MOZJ7.js";import"./part-A6UK5PXH.js";export{a as ViewAs,b as ViewAsLink};
