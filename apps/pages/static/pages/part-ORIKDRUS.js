import{a,b}from"./part-TM6OPJZ5.js";import"./part-W3MS7FL5.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-SJWVXDEP.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
