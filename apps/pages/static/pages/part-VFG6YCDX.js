var t="content.moderate";export{t as a};
