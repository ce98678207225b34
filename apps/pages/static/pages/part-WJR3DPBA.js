import{a,b}from"./part-XTMYHY5K.js";import"./part-CQ72KOZR.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-CPLSHFOC.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
