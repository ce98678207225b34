import{a,b}from"./part-KBDDJ5AJ.js";import"./part-NI5IFPYJ.js";import"./part-VFYJEP7R.js";import"./part-KWXPHQJP.js";import"./part-BL56FS6H.js";export{a as Consents,b as OpenConsentsNotice};
