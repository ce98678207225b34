import{a}from"./part-BPD44LV3.js";import"./part-Y54U6SWC.js";import"./part-ZMEUPDBN.js";import"./part-F2Z2ZGG2.js";import"./part-CPLSHFOC.js";export{a as Excuses};
