"""Template tags for a reader's own parts of a shared page; see `community.page_parts`."""

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from community.page_parts import PageParts

register = template.Library()


class OwnNode(Node):
    """A gap while the shared part of a page is rendered; rendered normally everywhere else."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        parts: PageParts | None = getattr(context.get("request"), "parts", None)
        if parts is None or context.template is None:
            return self.nodelist.render(context)
        return parts.leave_gap(self.nodelist, context.template)


class SharedNode(Node):
    """A piece of a gap that is the same for all readers with the same keys."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodelist, keys

    def render(self, context: Context) -> SafeString:
        parts: PageParts | None = getattr(context.get("request"), "filled", None)
        keys = tuple(key.resolve(context) for key in self.keys)
        if parts is None or None in keys:
            return self.nodelist.render(context)
        return parts.piece(self.nodelist, keys, context)


@register.tag
def own(parser: Parser, token: Token) -> OwnNode:
    """`{% own %}` … `{% endown %}` surrounds what belongs to one reader only."""
    nodelist = parser.parse(("endown",))
    parser.delete_first_token()
    return OwnNode(nodelist)


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """`{% shared KEY … %}` … `{% endshared %}`, inside an own part, surrounds what depends on the keys alone.

    If one of the keys is None, it is rendered for the reader after all.
    """
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(nodelist, keys)
