"""Exploring by hand: the only room that knows ipywidgets and plotly."""
from ontrack import light_imports
import ipywidgets as w, plotly.graph_objects as go
def explorer(paths, plan, *, as_of=None, language="zh"):
    f=go.FigureWidget([go.Scatter(y=[1,2,3])]); f.update_layout(title="中文标题 浙江", font_family="Noto Sans SC")
    s=w.FloatSlider(description="速度"); h=w.HTML("0")
    def m(c):
        with f.batch_update(): f.data[0].y=[1,2,3+c.new]
        h.value=f'<b id="p">{c.new}</b>'
    s.observe(m,"value")
    return w.VBox([s,h,f])
