import{a,b}from"./part-MYRVJ7F2.js";import"./part-TJOXSUZH.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-BL56FS6H.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
