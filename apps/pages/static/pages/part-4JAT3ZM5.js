import{a,b,c}from"./part-QXRN332K.js";import"./part-BL56FS6H.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
