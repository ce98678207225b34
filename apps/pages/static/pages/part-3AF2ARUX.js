import{a,b}from"./part-IKK5V25C.js";import"./part-L7URGRCL.js";import"./part-ZFLYZZCX.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
