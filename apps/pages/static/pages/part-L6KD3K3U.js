import{a,b,c}from"./part-6XLVXP4U.js";import"./part-QLXS5THS.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
