import{a,b}from"./part-5JWDN4BB.js";import"./part-US2S3VSZ.js";import"./part-IUYZMXIN.js";import"./part-MVUWP62Y.js";export{a as Consents,b as OpenConsentsNotice};
