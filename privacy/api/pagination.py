"""Pages of a list: `{count, next, previous, results}`."""

from rest_framework.pagination import PageNumberPagination


class PageNumbers(PageNumberPagination):
    """20 a page unless `page_size` asks for another number, up to 200."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 200
