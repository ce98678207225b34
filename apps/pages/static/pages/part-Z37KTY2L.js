var a="./file-5PR5NECN.css";export{a};
