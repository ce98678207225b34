import{a}from"./part-VIPIJP2F.js";import"./part-DXLOXX2U.js";import"./part-CWIUJSP4.js";import"./part-DSPSYFKT.js";import"./part-EF7MOZJ7.js";import"./part-A6UK5PXH.js";export{a as Excuses};
