import{a,b}from"./part-WMFFXYSJ.js";import"./part-KU4QNCAJ.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-N6GAZAC7.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
